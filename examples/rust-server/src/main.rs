//! Tells the light characters of lighthouses.

use axum::{extract::Path, http::StatusCode, routing::get, Json, Router};
use serde::Serialize;

#[derive(Clone, Copy, Serialize)]
struct Light {
    name: &'static str,
    character: &'static str,
    range_in_miles: u8,
}

const LIGHTS: [Light; 2] = [
    Light { name: "north-point", character: "Fl(2) W 10s", range_in_miles: 22 },
    Light { name: "old-mole", character: "Iso R 4s", range_in_miles: 7 },
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let app = Router::new()
        .route("/lights", get(|| async { Json(LIGHTS) }))
        .route("/lights/:name", get(one));
    let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await?;
    println!("listening on :8080");
    axum::serve(listener, app)
        .with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) })
        .await
}

async fn one(Path(name): Path<String>) -> Result<Json<Light>, StatusCode> {
    LIGHTS.into_iter().find(|light| light.name == name).map(Json).ok_or(StatusCode::NOT_FOUND)
}
