// The conversation: a citation mark opens its notice, thumbs and comments are sent. Runs once.
const numbers = (item) => ({ turn: Number(item.dataset.turn), n: Number(item.dataset.n) });
element.addEventListener("click", (event) => {
  const mark = event.target.closest("a.pa-mark");
  if (mark) {
    event.preventDefault();
    element.querySelectorAll(".pa-mark-open").forEach((other) => other.classList.remove("pa-mark-open"));
    mark.classList.add("pa-mark-open");
    window.policyAssistant.setOpener(mark);
    trigger("select", numbers(mark));
    return;
  }
  const thumb = event.target.closest("button[data-vote]");
  if (!thumb) return;
  if (thumb.dataset.vote === "up") {
    trigger("like", { turn: Number(thumb.dataset.turn), vote: "up" });
    return;
  }
  const form = thumb.closest(".pa-vote").querySelector("form");
  form.hidden = false;
  form.querySelector("textarea").focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest" });
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  trigger("like", { turn: Number(form.dataset.turn), vote: "down", comment: form.querySelector("textarea").value });
});
