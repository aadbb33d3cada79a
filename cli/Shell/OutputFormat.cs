namespace Infra.Cli.Shell;

/// <summary>How a command prints its result.</summary>
public enum OutputFormat
{
    /// <summary>For a person.</summary>
    Text,

    /// <summary>For a program.</summary>
    Json,

    /// <summary>For a person and a program.</summary>
    Yaml,

    /// <summary>For a spreadsheet.</summary>
    Csv,

    /// <summary>For a comment of a pull request.</summary>
    Markdown,

    /// <summary>For what shows findings beside the code.</summary>
    Sarif,

    /// <summary>A script for skopeo.</summary>
    Skopeo,

    /// <summary>A script for oras and helm.</summary>
    Oras,

    /// <summary>A configuration of oc-mirror.</summary>
    ImageSet,
}
