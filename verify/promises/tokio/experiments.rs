//! Carries out experiments on tokio's barrier: see verify/promises/README.md.

use std::io::{stdin, Write};
use std::process::exit;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::Barrier;
use tokio::time::{sleep, timeout};

const NOT_OFFERED: i32 = 3;

/// Ends the program: the system has nothing of the kind.
fn not_offered(what: &str) -> ! {
    eprintln!("{what}");
    exit(NOT_OFFERED)
}

async fn wait(barrier: &Barrier) -> String {
    format!("passed,leader={}", u8::from(barrier.wait().await.is_leader()))
}

/// Carries out a call, such as `wait` or `withdraw:50`; what came of it.
async fn perform(call: &str, barrier: &Barrier) -> String {
    let (name, argument) = call.split_once(':').unwrap_or((call, ""));
    let number = || argument.parse().expect("a number after the colon");
    match (name, argument) {
        ("wait", "") => wait(barrier).await,
        // To drop its future is the only way to give up a wait.
        ("withdraw", _) => timeout(Duration::from_millis(number()), wait(barrier))
            .await
            .unwrap_or_else(|_| "withdrawn".to_string()),
        ("pause", _) => {
            sleep(Duration::from_micros(number())).await;
            "done".to_string()
        }
        _ => not_offered(call),
    }
}

/// One line of an experiment, in a task of its own.
async fn run_party(script: String, barrier: Arc<Barrier>) -> String {
    let mut told = Vec::new();
    for call in script.split_whitespace() {
        told.push(perform(call, &barrier).await);
    }
    told.join(" ")
}

/// Runs the parties of a stage at once, and prints what each was told.
fn run_stage(runtime: &Runtime, parties: &[String], barrier: &Arc<Barrier>) {
    let tasks: Vec<_> = parties
        .iter()
        .map(|script| runtime.spawn(run_party(script.clone(), barrier.clone())))
        .collect();
    for task in tasks {
        println!("{}", runtime.block_on(task).expect("a task that ends"));
    }
}

/// Makes the barrier of a line such as `barrier 3`.
fn make(header: &str) -> Arc<Barrier> {
    match header.split_whitespace().collect::<Vec<_>>()[..] {
        [_, parties] => match parties.parse() {
            Ok(parties) => Arc::new(Barrier::new(parties)),
            Err(_) => not_offered("a number of parties below zero"),
        },
        _ => not_offered("an action"),
    }
}

fn run_trial(runtime: &Runtime, trial: &[String]) {
    let barrier = make(&trial[0]);
    println!("made");
    for stage in trial[1..].split(|line| line == "then") {
        run_stage(runtime, stage, &barrier);
    }
    std::io::stdout().flush().expect("an output that can be written");
}

fn main() {
    let runtime = Runtime::new().expect("a runtime");
    let lines: Vec<String> = stdin().lines().map(|line| line.expect("a line")).collect();
    let mut begins: Vec<usize> =
        (0..lines.len()).filter(|&at| lines[at].starts_with("barrier ")).collect();
    begins.push(lines.len());
    for of_trial in begins.windows(2) {
        run_trial(&runtime, &lines[of_trial[0]..of_trial[1]]);
    }
}
