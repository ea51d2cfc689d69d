import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import styles from "./button.module.css";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style"> {
  look?: "default" | "primary" | "danger" | "plain";
}

export function Button({ look = "default", ...props }: ButtonProps) {
  return <AriaButton {...props} className={`${styles.button} ${look === "default" ? "" : styles[look]}`} />;
}
