// Vite gives a worker's built address for this kind of import.
declare module '*?worker&url' {
  const address: string
  export default address
}
declare module '*.scss'
declare module '*.css'
