#[no_mangle]
pub extern "C" fn phase() -> u32 {
    3
}
