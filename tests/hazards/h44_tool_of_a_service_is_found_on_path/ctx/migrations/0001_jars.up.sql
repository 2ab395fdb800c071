CREATE TABLE jars (name text);
