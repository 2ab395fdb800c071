import ms from "ms"; console.log("up", ms(1000)); setInterval(()=>{},1000)
