setInterval(() => console.log("fired"), 60000);
