//! tokio's barrier, carrying out the orders of barriers_languages/program.py.

use std::env;
use std::error::Error;
use std::fs::OpenOptions;
use std::io::{stdin, Error as SystemError};
use std::os::unix::io::AsRawFd;
use std::ptr::null_mut;
use std::slice;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::Arc;
use std::time::Instant;

use tokio::runtime::Builder;
use tokio::sync::Barrier;

// Where things stand in a sheet of the memory, and how large it is: barriers_languages/shared_memory.py.
const MARK: usize = 0;
const DELAYS: usize = 16;
const DELAY_COUNT: usize = 4096;
const PAGE: usize = DELAYS + DELAY_COUNT;
const SHEET: usize = PAGE + 4096;

#[derive(Clone, Copy)]
enum Kind {
    Period,
    Stamped,
    Cost,
}

#[derive(Clone, Copy)]
struct Order {
    kind: Kind,
    batches: usize,
    episodes: usize,
    filling: usize,
}

impl Order {
    fn of(line: &str) -> Result<Order, Box<dyn Error + Send + Sync>> {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let kind = match fields[0] {
            "period" => Kind::Period,
            "stamped" => Kind::Stamped,
            "cost" => Kind::Cost,
            other => return Err(format!("there is no order '{other}'").into()),
        };
        let (batches, episodes) = (fields[1].parse()?, fields[2].parse()?);
        Ok(Order { kind, batches, episodes, filling: fields[3].parse()? })
    }
}

/// One rank of the team, with its sheet of the memory.
#[derive(Clone)]
struct Rank {
    barrier: Arc<Barrier>,
    sheet: &'static [AtomicI64],
    first: bool,
    busy: bool,
    start: Instant,
}

impl Rank {
    /// Nanoseconds of CLOCK_MONOTONIC; never 0.
    fn now(&self) -> i64 {
        self.start.elapsed().as_nanos() as i64
    }

    // relaxed: the driver reads when it has been answered, but for the mark, which it only watches.
    fn write(&self, at: usize, value: i64) {
        self.sheet[at].store(value, Relaxed);
    }

    fn read(&self, at: usize) -> i64 {
        self.sheet[at].load(Relaxed)
    }

    /// Busy for as long as the memory says.
    fn work(&self) {
        if self.busy {
            let episode = self.read(MARK) as usize;
            let end = self.now() + self.read(DELAYS + episode % DELAY_COUNT);
            while self.now() < end {}
        }
    }

    fn mark(&self) {
        self.write(MARK, self.read(MARK) + 1);
    }

    async fn pass(&self) {
        self.work();
        self.barrier.wait().await;
        self.mark();
    }

    async fn stamp(&self, at: usize) {
        self.work();
        let arrival = self.now();
        self.barrier.wait().await;
        let release = self.now();
        self.write(at, arrival);
        self.write(at + 1, release);
        self.mark();
    }

    async fn period(&self, order: Order) {
        let mut begin = self.now();
        for batch in 0..order.batches {
            for _ in 0..order.episodes {
                self.pass().await;
            }
            let end = self.now();
            if self.first {
                self.write(PAGE + batch, end - begin);
            }
            begin = end;
        }
    }

    async fn stamped(&self, order: Order) {
        let mut pages = (PAGE..).step_by(2);
        for _ in 0..order.batches {
            for _ in 0..order.filling {
                self.pass().await;
            }
            for at in pages.by_ref().take(order.episodes) {
                self.stamp(at).await;
            }
        }
    }

    fn cost(&self, order: Order) {
        for at in (PAGE..).step_by(2).take(if self.first { order.episodes } else { 0 }) {
            let arrival = self.now();
            let release = self.now();
            self.write(at, arrival);
            self.write(at + 1, release);
        }
    }

    async fn carry_out(self, order: Order) {
        self.pass().await;
        match order.kind {
            Kind::Period => self.period(order).await,
            Kind::Stamped => self.stamped(order).await,
            Kind::Cost => self.cost(order),
        }
    }
}

/// The memory, as long as the program runs.
fn memory(path: &str, team: usize) -> Result<&'static [AtomicI64], SystemError> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    let access = libc::PROT_READ | libc::PROT_WRITE;
    let shared = libc::MAP_SHARED | libc::MAP_POPULATE;
    let bytes = team * SHEET * std::mem::size_of::<AtomicI64>();
    // SAFETY: a new mapping, as long as the file, that is never taken away; whoever else writes to
    // it writes whole words.
    unsafe {
        let memory = libc::mmap(null_mut(), bytes, access, shared, file.as_raw_fd(), 0);
        if memory == libc::MAP_FAILED {
            return Err(SystemError::last_os_error());
        }
        Ok(slice::from_raw_parts(memory.cast(), team * SHEET))
    }
}

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let arguments: Vec<String> = env::args().collect();
    let team = arguments[1].parse()?;
    let busy = arguments[2] == "1";
    let barrier = Arc::new(Barrier::new(team));
    let start = Instant::now();
    let ranks: Vec<Rank> = memory(&arguments[3], team)?
        .chunks_exact(SHEET)
        .enumerate()
        .map(|(rank, sheet)| Rank {
            barrier: barrier.clone(),
            sheet,
            first: rank == 0,
            busy,
            start,
        })
        .collect();
    let runtime = Builder::new_multi_thread().worker_threads(team).build()?;
    println!("ready");
    for line in stdin().lines() {
        let order = Order::of(&line?)?;
        let tasks: Vec<_> =
            ranks.iter().map(|rank| runtime.spawn(rank.clone().carry_out(order))).collect();
        for task in tasks {
            runtime.block_on(task)?;
        }
        println!("done");
    }
    Ok(())
}
