//! The command line of dfsplit.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
