require("./hello");
