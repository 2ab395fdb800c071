pub fn height(hour: u32) -> u32 {
    hour % 12
}
