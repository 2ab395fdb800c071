import psList from 'ps-list';
console.log((await psList()).length);
setInterval(() => {}, 1000);
