//! The command under test: the same entry as that of `mingxi` itself.

fn main() -> std::process::ExitCode {
    mingxi::main()
}
