console.log("up", require("ms")(1000)); setInterval(()=>{},1000)
