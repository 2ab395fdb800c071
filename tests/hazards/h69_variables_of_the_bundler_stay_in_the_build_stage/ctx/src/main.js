const answer = await fetch(import.meta.env.VITE_API_URL);
document.querySelector('#tides').textContent = await answer.text();
