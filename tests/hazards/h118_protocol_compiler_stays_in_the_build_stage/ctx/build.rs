fn main() {
    tonic_build::compile_protos("proto/buoy.proto").unwrap();
}
