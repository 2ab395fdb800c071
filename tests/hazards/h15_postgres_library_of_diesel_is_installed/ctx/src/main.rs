use diesel::prelude::*;

fn main() {
    let url = std::env::var("DATABASE_URL").unwrap();
    let mut connection = PgConnection::establish(&url).unwrap();
    diesel::sql_query("select 1").execute(&mut connection).unwrap();
}
