import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@fontsource-variable/inter";
import "./design/tokens.css";
import "./design/base.css";
import { Shell } from "./app/shell.tsx";
import { LiveBlocks } from "./blocks/live-blocks.tsx";
import { Gallery } from "./gallery/gallery.tsx";
import { LiveProvider } from "./live/live-provider.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");

createRoot(root).render(
  <StrictMode>
    {location.pathname === "/gallery" ? (
      <Gallery />
    ) : (
      <LiveProvider>
        <LiveBlocks>
          <Shell />
        </LiveBlocks>
      </LiveProvider>
    )}
  </StrictMode>,
);
