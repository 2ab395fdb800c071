use sqlx::PgPool;

#[tokio::main]
async fn main() {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
    let pool = PgPool::connect(&url).await.unwrap();
    let jars = sqlx::query!("SELECT name FROM jars").fetch_all(&pool).await.unwrap();
    println!("{}", jars.len());
}
