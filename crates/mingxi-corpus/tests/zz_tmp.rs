#[test]
fn t() { mingxi_corpus::cases::build(std::path::Path::new("/tmp/c3")).unwrap(); }
