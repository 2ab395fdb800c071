//! What the sea does next, by an old rule.

/// The sea state, in words, for a wind of `knots`.
pub fn sea(knots: u32) -> &'static str {
    match knots {
        0..=3 => "calm",
        4..=10 => "slight",
        11..=21 => "moderate",
        22..=33 => "rough",
        _ => "very rough",
    }
}
