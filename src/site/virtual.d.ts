declare module 'virtual:ratios.css' {}
