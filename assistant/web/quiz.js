// A quiz on the page: answers are checked here, links open the notice. Runs once.
const plain = (text) => text.normalize("NFKC").replace(/[\s，,。．.、“”"]/g, "").toLowerCase();
const given = (item) => {
  const kind = item.dataset.kind;
  if (kind === "fill_in") return item.querySelector("input").value;
  if (kind === "matching") return [...item.querySelectorAll("select")].map((select) => select.value || "-").join("");
  return [...item.querySelectorAll("input:checked")].map((input) => input.value).join("");
};
element.addEventListener("click", (event) => {
  const link = event.target.closest("a.pa-clause");
  if (!link) return;
  event.preventDefault();
  window.policyAssistant.setOpener(link);
  trigger("select", {
    clause: link.dataset.clause,
    start: Number(link.dataset.start),
    end: Number(link.dataset.end),
  });
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const quiz = element.querySelector(".pa-quiz");
  const isBlank = (item) => !given(item).replace(/-/g, "").trim();
  const items = [...quiz.querySelectorAll("li[data-kind]")];
  let right = 0;
  items.forEach((item) => {
    const isRight = JSON.parse(item.dataset.answers).some((answer) => plain(answer) === plain(given(item)));
    right += isRight;
    const mark = item.querySelector(".pa-mark-of");
    mark.textContent = isRight ? quiz.dataset.right : isBlank(item) ? quiz.dataset.blank : quiz.dataset.wrong;
    mark.classList.toggle("pa-error", !isRight);
    item.querySelector("details").open = !isRight;
  });
  const score = quiz.querySelector("output");
  score.textContent = quiz.dataset.score.replace("{0}", right).replace("{1}", items.length);
  score.scrollIntoView({ block: "nearest" }); // the answers opened above have pushed it away
});
