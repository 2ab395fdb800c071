use sqlx::PgPool;

#[tokio::main]
async fn main() {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
    let pool = PgPool::connect(&url).await.unwrap();
    let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await.unwrap();
    while let Ok((stream, _)) = listener.accept().await {
        drop(stream);
        sqlx::query("SELECT 1").execute(&pool).await.unwrap();
    }
}
