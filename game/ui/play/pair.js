// A closed trial to look at again. Read behind faces.js.

export default function ({ data, parentElement }) {
  const game = html("div", `game faces-${data.pictures.length}`);
  const pair = html("div", "pair");
  pair.append(...data.pictures.map((address, place) => {
    const image = html("img");
    image.alt = "";
    image.src = address;
    return faceColumn(data, place, image);
  }));
  game.append(pair);
  parentElement.querySelector(".game")?.remove();
  parentElement.append(game);
  game.classList.toggle("dark", isDark(game));
}
