// A citation mark opens its source and brings it into view. Runs once, when the conversation is put on the page.
element.addEventListener("click", (event) => {
  const mark = event.target.closest("a.pa-mark");
  if (!mark) return;
  event.preventDefault();
  const source = document.getElementById(mark.dataset.target);
  if (!source) return;
  element.querySelectorAll(".pa-shown").forEach((other) => other.classList.remove("pa-shown"));
  source.open = true;
  source.classList.add("pa-shown");
  source.scrollIntoView({ block: "nearest", behavior: "smooth" });
  source.querySelector("summary").focus({ preventScroll: true });
});
