import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;

/** CyclicBarrier and Phaser, carrying out the orders of barriers_languages/program.py. */
final class Barriers {
  /** Either barrier; a program makes but one, so that the compiler sees only that. */
  @FunctionalInterface
  interface Barrier {
    void await() throws Exception;
  }

  record Order(String kind, int batches, int episodes, int filling) {
    static Order of(String line) {
      String[] fields = line.split(" ");
      return new Order(
          fields[0],
          Integer.parseInt(fields[1]),
          Integer.parseInt(fields[2]),
          Integer.parseInt(fields[3]));
    }
  }

  /** One rank of the team, with its sheet of the memory. */
  static final class Rank {
    // Where things stand in a sheet, and how large it is: barriers_languages/shared_memory.py.
    static final int MARK = 0;
    static final int DELAYS = 16;
    static final int DELAY_COUNT = 4096;
    static final int PAGE = DELAYS + DELAY_COUNT;
    static final int SHEET = PAGE + 4096;

    private final Barrier barrier;
    private final LongBuffer sheet;
    private final boolean first;
    private final boolean busy;
    private long episodes = 0;

    Rank(Barrier barrier, LongBuffer memory, int rank, boolean busy) {
      this.barrier = barrier;
      this.sheet = memory.slice(rank * SHEET, SHEET);
      this.first = rank == 0;
      this.busy = busy;
    }

    /** Busy for as long as the memory says. */
    private void work() {
      if (busy) {
        long end = System.nanoTime() + sheet.get(DELAYS + (int) (episodes % DELAY_COUNT));
        while (System.nanoTime() < end) {}
      }
    }

    private void mark() {
      sheet.put(MARK, ++episodes);
    }

    private void pass() throws Exception {
      work();
      barrier.await();
      mark();
    }

    private void stamp(int at) throws Exception {
      work();
      long arrival = System.nanoTime();
      barrier.await();
      long release = System.nanoTime();
      sheet.put(at, arrival).put(at + 1, release);
      mark();
    }

    private void period(Order order) throws Exception {
      long begin = System.nanoTime();
      for (int batch = 0; batch != order.batches; ++batch) {
        for (int episode = 0; episode != order.episodes; ++episode) {
          pass();
        }
        long end = System.nanoTime();
        if (first) {
          sheet.put(PAGE + batch, end - begin);
        }
        begin = end;
      }
    }

    private void stamped(Order order) throws Exception {
      int at = PAGE;
      for (int batch = 0; batch != order.batches; ++batch) {
        for (int filled = 0; filled != order.filling; ++filled) {
          pass();
        }
        for (int episode = 0; episode != order.episodes; ++episode, at += 2) {
          stamp(at);
        }
      }
    }

    private void cost(Order order) {
      for (int at = PAGE; first && at != PAGE + 2 * order.episodes; at += 2) {
        long arrival = System.nanoTime();
        long release = System.nanoTime();
        sheet.put(at, arrival).put(at + 1, release);
      }
    }

    Void carryOut(Order order) throws Exception {
      pass();
      switch (order.kind) {
        case "period" -> period(order);
        case "stamped" -> stamped(order);
        case "cost" -> cost(order);
        default -> throw new IllegalArgumentException("there is no order '" + order.kind + "'");
      }
      return null;
    }
  }

  static Barrier barrier(String name, int team) {
    return switch (name) {
      case "java_cyclic" -> new CyclicBarrier(team)::await;
      case "java_phaser" -> new Phaser(team)::arriveAndAwaitAdvance;
      default -> throw new IllegalArgumentException("there is no barrier '" + name + "'");
    };
  }

  static LongBuffer memory(Path path, int team) throws IOException {
    try (var file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = (long) team * Rank.SHEET * Long.BYTES;
      var memory = file.map(FileChannel.MapMode.READ_WRITE, 0, size).load();
      return memory.order(ByteOrder.nativeOrder()).asLongBuffer();
    }
  }

  public static void main(String[] arguments) throws Exception {
    int team = Integer.parseInt(arguments[1]);
    boolean busy = arguments[2].equals("1");
    LongBuffer memory = memory(Path.of(arguments[3]), team);
    Barrier barrier = barrier(arguments[0], team);
    var ranks = new ArrayList<Rank>();
    for (int rank = 0; rank != team; ++rank) {
      ranks.add(new Rank(barrier, memory, rank, busy));
    }
    var threads = Executors.newFixedThreadPool(team);
    System.out.println("ready");
    var orders = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = orders.readLine()) != null; ) {
      Order order = Order.of(line);
      var work = new ArrayList<Callable<Void>>();
      ranks.forEach(rank -> work.add(() -> rank.carryOut(order)));
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
      System.out.println("done");
    }
    threads.shutdown();
  }
}
