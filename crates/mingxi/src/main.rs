//! The `mingxi` command.

fn main() -> std::process::ExitCode {
    mingxi::main()
}
