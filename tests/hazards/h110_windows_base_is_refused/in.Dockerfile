# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022

SHELL ["powershell", "-Command"]

RUN Invoke-WebRequest https://download.example.org/go1.22.windows-amd64.zip -OutFile go.zip; `
    Expand-Archive go.zip -DestinationPath C:\; `
    Remove-Item go.zip

WORKDIR C:\app

COPY . .

RUN C:\go\bin\go.exe build -o tides.exe .

EXPOSE 8080

CMD ["C:\\app\\tides.exe"]
