import { execFile } from 'child_process';

execFile('convert', ['chart.pdf', 'chart.png']);
setInterval(() => {}, 1000);
