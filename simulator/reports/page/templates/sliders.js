"use strict";
/* Shows of the plans that were tried the one that the sliders stand at: what is said of each is part
   of the page, in the order in which the last slider moves first. Nothing is computed, nor sent. */
for (const section of document.querySelectorAll(".sliders")) {
  const rows = JSON.parse(section.querySelector("script").textContent);
  const sliders = [...section.querySelectorAll("input")];
  const cells = section.querySelectorAll("td");
  const show = () => {
    let place = 0;
    for (const slider of sliders) {
      const said = JSON.parse(slider.dataset.values)[slider.value];
      slider.setAttribute("aria-valuetext", said);
      slider.nextElementSibling.textContent = said;
      place = place * (Number(slider.max) + 1) + Number(slider.value);
    }
    rows[place].forEach((text, column) => { cells[column].textContent = text; });
  };
  section.addEventListener("input", show);
  section.hidden = false;
  show();
}
