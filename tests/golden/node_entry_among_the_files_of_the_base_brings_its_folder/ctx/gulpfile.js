const gulp = require("gulp"); exports.default = () => gulp.src("src/*.js").pipe(gulp.dest("build"));
