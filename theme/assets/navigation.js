// The main navigation on a narrow screen: the current place is in sight, and a sign says as long as there is more.

const list = document.querySelector(".sc-nav__list");
const current = list.querySelector("[aria-current]");

function show() {
  const rest = list.scrollWidth - list.clientWidth - list.scrollLeft;
  list.parentElement.classList.toggle("sc-nav--end", rest < 4); // browsers round
  list.parentElement.classList.toggle("sc-nav--begun", list.scrollLeft > 4);
}

if (current) list.scrollLeft = current.offsetLeft + current.offsetWidth - list.clientWidth / 2;
list.addEventListener("scroll", show, { passive: true });
window.addEventListener("resize", show);
show();
