using System.Globalization;
using System.Text;
using Txt2Image.Cli;
using Txt2Image.Cli.Terminal;

// Numbers are read and written the same way in every country, so that scripts and documents agree.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var interruption = new Interruption();
return await CliApp.RunAsync(args, CliEnvironment.OfProcess(), interruption.Token);
