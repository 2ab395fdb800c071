create table berth (name text);
