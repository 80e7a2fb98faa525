// Carries out experiments on what makes one result of many in Go, the two textbook patterns and
// errgroup: see verify/promises/README.md.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	notOfferedCode = 3
	// How long a producer is blocked whom nobody stops.
	blockedFor = time.Second
	// After that, who is still there stays for ever.
	leavesWithin = 2 * blockedFor
)

// Gives its value, or an error, and may give up when it is told to stop.
type producer func(stop context.Context) (string, error)

// Each sends its result, and whoever collects returns at the first error.
func byChannel(producers []producer) ([]string, error) {
	type result struct {
		value string
		err   error
	}
	results := make(chan result)
	for _, produce := range producers {
		go func(produce producer) {
			value, err := produce(context.Background())
			results <- result{value, err}
		}(produce)
	}
	var values []string
	for range producers {
		one := <-results
		if one.err != nil {
			return nil, one.err
		}
		values = append(values, one.value)
	}
	return values, nil
}

// Each appends its result, and all are waited for.
func byWaitGroup(producers []producer) ([]string, error) {
	var all sync.WaitGroup
	var mutex sync.Mutex
	var values []string
	var failure error
	for _, produce := range producers {
		all.Add(1)
		go func(produce producer) {
			defer all.Done()
			value, err := produce(context.Background())
			mutex.Lock()
			defer mutex.Unlock()
			if err != nil {
				failure = err
			} else {
				values = append(values, value)
			}
		}(produce)
	}
	all.Wait()
	if failure != nil {
		return nil, failure
	}
	return values, nil
}

// Each writes to a slot of its own, and the first error stops the others.
func byErrgroup(producers []producer) ([]string, error) {
	group, stop := errgroup.WithContext(context.Background())
	values := make([]string, len(producers))
	for i, produce := range producers {
		slot, produce := &values[i], produce
		group.Go(func() (err error) {
			*slot, err = produce(stop)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return values, nil
}

// One line of an experiment. What it was told is to be read once it has ended.
type party struct {
	calls    []string
	outcomes []string
	ended    chan struct{}
}

// Carries out the calls in turn; the last one produces.
func (p *party) run(all []*party, stop context.Context) (value string, err error) {
	defer close(p.ended)
	for _, call := range p.calls {
		name, argument, _ := strings.Cut(call, ":")
		outcome := "done"
		switch name {
		case "after":
			<-all[must(strconv.Atoi(argument))].ended
		case "value":
			value = argument
		case "fail":
			err = errors.New(argument)
		case "block":
			outcome = block(stop)
			err = errors.New(outcome)
		case "throw":
			panic(argument)
		default:
			notOffered(call)
		}
		p.outcomes = append(p.outcomes, outcome)
	}
	return value, err
}

// Whether somebody stopped it.
func block(stop context.Context) string {
	select {
	case <-stop.Done():
		return "stopped"
	case <-time.After(blockedFor):
		return "not_stopped"
	}
}

// Ends the program: the pattern has nothing of the kind.
func notOffered(what string) {
	fmt.Fprintln(os.Stderr, what)
	os.Exit(notOfferedCode)
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// How many goroutines are there beside the one that asks, when those that can leave have left.
func left() int {
	for end := time.Now().Add(leavesWithin); runtime.NumGoroutine() > 1 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	return runtime.NumGoroutine() - 1
}

func answer(values []string, err error) string {
	if err != nil {
		return "failed,error=" + err.Error()
	}
	return "passed,values=" + strings.Join(values, "/")
}

func runTrial(gather func([]producer) ([]string, error), options []string, lines []string) {
	for _, option := range options {
		// What counts as a success, the patterns do not ask: they look at the error alone.
		if option != "valid" {
			notOffered(option)
		}
	}
	parties := make([]*party, len(lines))
	producers := make([]producer, len(lines))
	for i, line := range lines {
		mine := &party{calls: strings.Fields(line), ended: make(chan struct{})}
		parties[i] = mine
		producers[i] = func(stop context.Context) (string, error) { return mine.run(parties, stop) }
	}
	result := answer(gather(producers))
	fmt.Printf("%s,left=%d\n", result, left())
	for _, each := range parties {
		fmt.Println(strings.Join(each.outcomes, " "))
	}
}

func main() {
	gather := map[string]func([]producer) ([]string, error){
		"go_channel":   byChannel,
		"go_waitgroup": byWaitGroup,
		"go_errgroup":  byErrgroup,
	}[os.Args[1]]
	var header, lines []string
	for input := bufio.NewScanner(os.Stdin); input.Scan(); {
		words := strings.Fields(input.Text())
		if words[0] != "gather" {
			lines = append(lines, input.Text())
			continue
		}
		if header != nil {
			runTrial(gather, header[1:], lines)
		}
		header, lines = words, nil
	}
	runTrial(gather, header[1:], lines)
}
