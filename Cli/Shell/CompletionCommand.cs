using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Shell;

/// <summary>
/// <c>completion SHELL</c>: the script that makes a shell complete commands, options and their values. The shell asks this program each time: the
/// parser answers to <c>[suggest:POSITION]</c>.
/// </summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        _txt2image() {
            local line
            COMPREPLY=()
            while IFS= read -r line; do COMPREPLY+=("$line"); done < <(txt2image "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
        }
        complete -o default -o bashdefault -F _txt2image txt2image
        """;

    private const string Zsh =
        """
        _txt2image() {
            local -a found
            found=("${(@f)$(txt2image "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            if [[ -n "${found[1]}" ]]; then compadd -- "${found[@]}"; else _files; fi
        }
        compdef _txt2image txt2image
        """;

    private const string Fish =
        """
        complete -c txt2image -a '(txt2image "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
        """;

    private const string PowerShell =
        """
        Register-ArgumentCompleter -Native -CommandName txt2image -ScriptBlock {
            param($word, $line, $position)
            txt2image "[suggest:$position]" "$line" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["pwsh"] = PowerShell,
    };

    private const string Notes =
        """
        Notes:
          bash   echo 'eval "$(txt2image completion bash)"' >> ~/.bashrc
          zsh    echo 'eval "$(txt2image completion zsh)"' >> ~/.zshrc      (after compinit)
          fish   txt2image completion fish > ~/.config/fish/completions/txt2image.fish
          pwsh   txt2image completion pwsh | Out-String | Invoke-Expression      (in $PROFILE)
          Names of collections are completed too, if a server answers within half a second.
        """;

    public static Command Create(CliEnvironment environment)
    {
        var shell = new Argument<string>("shell") { Description = "The shell: bash, zsh, fish or pwsh", HelpName = "SHELL" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new ExampleCommand(
            "completion", "Prints the script that makes a shell complete this program's command lines.", "txt2image completion bash")
        {
            shell,
        };
        command.Notes = Notes;
        command.SetAction(parsed =>
        {
            environment.Out.WriteLine(Scripts[parsed.GetValue(shell)!].ReplaceLineEndings("\n"));
            return ExitCode.Success;
        });
        return command;
    }
}
