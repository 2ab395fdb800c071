#[macro_use] extern crate rocket;
use rocket_sync_db_pools::{database, diesel};

#[database("main")]
struct Db(diesel::SqliteConnection);

#[launch]
fn rocket() -> _ {
    rocket::build().attach(Db::fairing())
}
