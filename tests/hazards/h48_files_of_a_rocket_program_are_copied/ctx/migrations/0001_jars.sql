CREATE TABLE jars (name TEXT);
