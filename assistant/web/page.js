// What the whole page can do. Runs once; Gradio calls it when the page is there.
() => {
  const announce = (button, words) => {
    if (!button) return;
    const before = button.textContent;
    button.textContent = words;
    setTimeout(() => { button.textContent = before; }, 1500);
  };
  // navigator.clipboard is only there on https and on this machine; an office may use plain http.
  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  let opener = null;
  window.policyAssistant = {
    copied: () => (document.documentElement.lang === "en" ? "Copied" : "已复制"),
    setOpener: (element) => { opener = element; },
    backToOpener: () => { if (opener && opener.isConnected) opener.focus(); },
    showCited: () => {
      const reader = document.querySelector(".pa-reader:not(.pa-reader-empty)");
      if (!reader) return;
      const cited = reader.querySelector("mark") || reader;
      cited.scrollIntoView({ block: "center" });
      reader.querySelector("h2").focus({ preventScroll: true });
    },
    copyConversation: () => {
      const log = document.querySelector(".pa-log");
      if (!log) return;
      const text = [...log.querySelectorAll(".pa-turn")].map((turn) => {
        const question = turn.querySelector(".pa-question").innerText.replace(/\n/g, " ");
        const answer = turn.querySelector(".pa-answer, .pa-error");
        const sources = [...turn.querySelectorAll(".pa-sources summary")].map((item) => item.innerText);
        return [question, answer ? answer.innerText : "", ...sources].join("\n");
      }).join("\n\n");
      copy(text);
      announce(document.activeElement, window.policyAssistant.copied());
    },
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    copy(button.dataset.copy);
    announce(button, window.policyAssistant.copied());
  });
  // Gradio looks for choices when a key goes down, and so for what stood there before it: it is told to look again.
  document.addEventListener("input", (event) => {
    if (!event.target.matches('input[role="combobox"]')) return;
    const again = () => event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Unidentified", bubbles: true }));
    setTimeout(again, 0);
  });
  // A file that is dropped beside the place for it does not take the page away.
  ["dragover", "drop"].forEach((kind) => document.addEventListener(kind, (event) => {
    if ([...(event.dataTransfer?.types || [])].includes("Files")) event.preventDefault();
  }));
  // On a phone the keyboard would cover what there is to read.
  if (window.innerWidth > 900) document.querySelector(".pa-ask textarea")?.focus({ preventScroll: true });
  // On paper everything is open.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(".pa-sources details:not([open])")];
    closed.forEach((item) => { item.open = true; });
  });
  window.addEventListener("afterprint", () => closed.forEach((item) => { item.open = false; }));
  // A server that is gone leaves no question waiting for ever.
  setInterval(async () => {
    const waiting = document.querySelector(".pa-pending[data-stopped]");
    if (!waiting) return;
    try {
      await fetch(window.location.pathname, { method: "HEAD", cache: "no-store" });
    } catch {
      waiting.textContent = waiting.dataset.stopped;
      waiting.classList.add("pa-error");
      delete waiting.dataset.stopped;
    }
  }, 3000);
}
