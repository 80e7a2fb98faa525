// The textbook barrier of a mutex and a condition, carrying out the orders of barriers_languages/program.py.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

// Where things stand in a sheet of the memory, and how large it is: barriers_languages/shared_memory.py.
const (
	delays     = 16
	delayCount = 4096
	page       = delays + delayCount
	sheetSize  = page + 4096
)

// A barrier, reusable because those who wait look for another generation, not for a count.
type barrier struct {
	mutex      sync.Mutex
	opened     *sync.Cond
	team       int
	arrived    int
	generation uint64
}

func newBarrier(team int) *barrier {
	b := &barrier{team: team}
	b.opened = sync.NewCond(&b.mutex)
	return b
}

func (b *barrier) wait() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.arrived++
	if b.arrived == b.team {
		b.arrived = 0
		b.generation++
		b.opened.Broadcast()
		return
	}
	for mine := b.generation; mine == b.generation; {
		b.opened.Wait()
	}
}

type order struct {
	kind                       string
	batches, episodes, filling int
}

var start = time.Now()

// Nanoseconds of CLOCK_MONOTONIC; never 0.
func now() int64 { return int64(time.Since(start)) }

type rank struct {
	barrier *barrier
	sheet   []int64
	first   bool
	busy    bool
}

// Busy for as long as the memory says.
func (r *rank) work() {
	if r.busy {
		for end := now() + r.sheet[delays+r.sheet[0]%delayCount]; now() < end; {
		}
	}
}

func (r *rank) pass() {
	r.work()
	r.barrier.wait()
	r.sheet[0]++
}

func (r *rank) stamp(at int) {
	r.work()
	arrival := now()
	r.barrier.wait()
	release := now()
	r.sheet[at], r.sheet[at+1] = arrival, release
	r.sheet[0]++
}

func (r *rank) period(asked order) {
	begin := now()
	for batch := 0; batch != asked.batches; batch++ {
		for episode := 0; episode != asked.episodes; episode++ {
			r.pass()
		}
		end := now()
		if r.first {
			r.sheet[page+batch] = end - begin
		}
		begin = end
	}
}

func (r *rank) stamped(asked order) {
	at := page
	for batch := 0; batch != asked.batches; batch++ {
		for filled := 0; filled != asked.filling; filled++ {
			r.pass()
		}
		for episode := 0; episode != asked.episodes; episode++ {
			r.stamp(at)
			at += 2
		}
	}
}

func (r *rank) cost(asked order) {
	for at := page; r.first && at != page+2*asked.episodes; at += 2 {
		arrival := now()
		release := now()
		r.sheet[at], r.sheet[at+1] = arrival, release
	}
}

func (r *rank) carryOut(asked order) {
	r.pass()
	switch asked.kind {
	case "period":
		r.period(asked)
	case "stamped":
		r.stamped(asked)
	case "cost":
		r.cost(asked)
	default:
		panic("there is no order '" + asked.kind + "'")
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// The memory, as long as the program runs.
func memory(path string, team int) []int64 {
	file := must(os.OpenFile(path, os.O_RDWR, 0))
	const access = syscall.PROT_READ | syscall.PROT_WRITE
	const shared = syscall.MAP_SHARED | syscall.MAP_POPULATE
	memory := must(syscall.Mmap(int(file.Fd()), 0, team*sheetSize*8, access, shared))
	return unsafe.Slice((*int64)(unsafe.Pointer(&memory[0])), team*sheetSize)
}

func main() {
	team := must(strconv.Atoi(os.Args[1]))
	sheets := memory(os.Args[3], team)
	ranks := make([]rank, team)
	shared := newBarrier(team)
	for i := range ranks {
		ranks[i] = rank{shared, sheets[i*sheetSize : (i+1)*sheetSize], i == 0, os.Args[2] == "1"}
	}
	fmt.Println("ready")
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var asked order
		must(fmt.Sscan(lines.Text(), &asked.kind, &asked.batches, &asked.episodes, &asked.filling))
		var all sync.WaitGroup
		all.Add(team)
		for i := range ranks {
			go func(r *rank) {
				defer all.Done()
				r.carryOut(asked)
			}(&ranks[i])
		}
		all.Wait()
		fmt.Println("done")
	}
}
