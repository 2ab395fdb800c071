use rocket::fs::FileServer;
use rocket::{get, launch, routes};
use rocket_dyn_templates::{context, Template};
use std::path::Path;

#[get("/")]
fn index() -> Template {
    Template::render("index", context! { title: "Larder" })
}

#[launch]
async fn rocket() -> _ {
    let store = sqlx::SqlitePool::connect("sqlite::memory:").await.unwrap();
    let migrator = sqlx::migrate::Migrator::new(Path::new("./migrations")).await.unwrap();
    migrator.run(&store).await.unwrap();
    rocket::build()
        .manage(store)
        .attach(Template::fairing())
        .mount("/", routes![index])
        .mount("/static", FileServer::from("static"))
}
