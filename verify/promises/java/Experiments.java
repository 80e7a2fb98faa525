import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries out experiments on CyclicBarrier and Phaser: see verify/promises/README.md. */
final class Experiments {
  static final int NOT_OFFERED = 3;
  static final int HELD_AT_MOST_MS = 1000;

  /** What a party does at once. */
  record Call(String name, Optional<Integer> argument) {
    static Call of(String word) {
      String[] parts = word.split(":");
      return new Call(
          parts[0], parts.length == 1 ? Optional.empty() : Optional.of(Integer.valueOf(parts[1])));
    }
  }

  /** A barrier in the words of the experiments. */
  interface Barrier {
    /** Carries out a call for a party, which keeps its tokens; what came of it. */
    String perform(Call call, Deque<Integer> tokens) throws InterruptedException;
  }

  /** What an action throws. */
  static final class ActionError extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** What a barrier does between the last arrival and the first release. */
  static final class Action implements Runnable {
    final AtomicInteger runs = new AtomicInteger();
    final CountDownLatch isHeld = new CountDownLatch(1);
    final CountDownLatch partyReturned = new CountDownLatch(1);
    private final String kind;
    private Barrier barrier;

    Action(String kind) {
      this.kind = kind;
    }

    @Override
    public void run() {
      try {
        switch (kind) {
          case "throw" -> throw new ActionError();
          case "abort" -> barrier.perform(Call.of("abort"), new ArrayDeque<>());
          case "hold" -> hold();
          default -> {}
        }
      } catch (InterruptedException unexpected) {
        throw new IllegalStateException(unexpected);
      }
      runs.incrementAndGet();
    }

    private void hold() throws InterruptedException {
      isHeld.countDown();
      partyReturned.await(HELD_AT_MOST_MS, TimeUnit.MILLISECONDS);
    }
  }

  static final class Cyclic implements Barrier {
    private final CyclicBarrier barrier;

    Cyclic(int parties, Optional<Action> action) {
      barrier = new CyclicBarrier(parties, action.orElse(null));
    }

    @Override
    public String perform(Call call, Deque<Integer> tokens) throws InterruptedException {
      switch (call.name) {
        case "wait":
          return await(call.argument);
        case "waiting":
          while (barrier.getNumberWaiting() < call.argument.get()) {
            Thread.sleep(1);
          }
          return "done";
        case "reset":
          barrier.reset();
          return "done";
        default:
          throw notOffered(call.name);
      }
    }

    private String await(Optional<Integer> ms) throws InterruptedException {
      try {
        int index =
            ms.isPresent() ? barrier.await(ms.get(), TimeUnit.MILLISECONDS) : barrier.await();
        return "passed,index=" + index + ",leader=" + (index == 0 ? 1 : 0);
      } catch (BrokenBarrierException broken) {
        return "broken";
      } catch (TimeoutException late) {
        return "timed_out";
      }
    }
  }

  static final class Phased implements Barrier {
    private final Phaser phaser;

    Phased(int parties, Optional<Action> action) {
      phaser =
          new Phaser(parties) {
            @Override
            protected boolean onAdvance(int phase, int registered) {
              action.ifPresent(Action::run);
              return registered == 0;
            }
          };
    }

    @Override
    public String perform(Call call, Deque<Integer> tokens) throws InterruptedException {
      switch (call.name) {
        case "wait":
          if (call.argument.isPresent()) {
            throw notOffered("wait with a timeout that ends the arrival");
          }
          return passed(phaser.arriveAndAwaitAdvance());
        case "waiting":
          while (phaser.getArrivedParties() < call.argument.get()) {
            Thread.sleep(1);
          }
          return "done";
        case "arrive":
          if (call.argument.isPresent()) {
            throw notOffered("several arrivals at once");
          }
          tokens.add(phaser.arrive());
          return "done";
        case "await":
          return passed(phaser.awaitAdvance(tokens.remove()));
        case "drop":
          phaser.arriveAndDeregister();
          return "done";
        case "join":
          phaser.register();
          return "done";
        case "abort":
          phaser.forceTermination();
          return "done";
        default:
          throw notOffered(call.name);
      }
    }

    private static String passed(int phase) {
      return phase < 0 ? "broken" : "passed";
    }
  }

  /** One line of an experiment, in a thread of its own. */
  static final class Party extends Thread {
    final List<String> outcomes = new ArrayList<>();
    private final String script;
    private final Barrier barrier;
    private final Optional<Action> action;
    private final Deque<Integer> tokens = new ArrayDeque<>();

    Party(String script, Barrier barrier, Optional<Action> action) {
      this.script = script;
      this.barrier = barrier;
      this.action = action;
    }

    @Override
    public void run() {
      for (String word : script.split(" ")) {
        String told = attempt(Call.of(word));
        outcomes.add(told + action.map(each -> ",actions=" + each.runs).orElse(""));
      }
    }

    private String attempt(Call call) {
      try {
        return perform(call);
      } catch (ActionError error) {
        return "action_error";
      } catch (IllegalArgumentException | IllegalStateException error) {
        return "refused";
      } catch (InterruptedException unexpected) {
        throw new IllegalStateException(unexpected);
      }
    }

    private String perform(Call call) throws InterruptedException {
      if (call.name.equals("pause")) {
        TimeUnit.MICROSECONDS.sleep(call.argument.get());
        return "done";
      }
      if (call.name.equals("held") && action.isPresent()) {
        action.get().isHeld.await();
        return "done";
      }
      String told = barrier.perform(call, tokens);
      if (call.name.equals("wait")) {
        action.ifPresent(each -> each.partyReturned.countDown());
      }
      return told;
    }
  }

  /** Ends the program: the system has nothing of the kind. */
  static RuntimeException notOffered(String what) {
    System.err.println(what);
    Runtime.getRuntime().halt(NOT_OFFERED);
    return new IllegalStateException();
  }

  static Barrier make(String system, int parties, Optional<Action> action) {
    return switch (system) {
      case "java_cyclic" -> new Cyclic(parties, action);
      case "java_phaser" -> new Phased(parties, action);
      default -> throw new AssertionError("there is no system '" + system + "'");
    };
  }

  /** The parties run at once; what each was told, line by line. */
  static String run(List<String> stage, Barrier barrier, Optional<Action> action)
      throws InterruptedException {
    var parties = stage.stream().map(script -> new Party(script, barrier, action)).toList();
    parties.forEach(Thread::start);
    var told = new StringBuilder();
    for (Party party : parties) {
      party.join();
      told.append(String.join(" ", party.outcomes)).append('\n');
    }
    return told.toString();
  }

  /** The answers to a trial: a barrier, and the lines of its parties. */
  static String run(String system, List<String> trial) throws InterruptedException {
    String[] words = trial.get(0).split(" ");
    Optional<Action> action =
        words.length == 2 ? Optional.empty() : Optional.of(new Action(words[2]));
    Barrier barrier;
    try {
      barrier = make(system, Integer.parseInt(words[1]), action);
    } catch (IllegalArgumentException refusal) {
      return "refused\n";
    }
    action.ifPresent(each -> each.barrier = barrier);
    var told = new StringBuilder("made\n");
    var stage = new ArrayList<String>();
    for (String line : trial.subList(1, trial.size())) {
      if (line.equals("then")) {
        told.append(run(stage, barrier, action));
        stage.clear();
      } else {
        stage.add(line);
      }
    }
    return told.append(run(stage, barrier, action)).toString();
  }

  static List<List<String>> trials(BufferedReader experiment) throws IOException {
    var trials = new ArrayList<List<String>>();
    for (String line; (line = experiment.readLine()) != null; ) {
      if (line.startsWith("barrier ")) {
        trials.add(new ArrayList<>());
      }
      trials.get(trials.size() - 1).add(line);
    }
    return trials;
  }

  public static void main(String[] arguments) throws Exception {
    for (List<String> trial : trials(new BufferedReader(new InputStreamReader(System.in)))) {
      System.out.print(run(arguments[0], trial));
      System.out.flush();
    }
  }
}
