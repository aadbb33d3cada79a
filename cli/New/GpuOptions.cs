using System.CommandLine;
using System.CommandLine.Parsing;
using Infra.Catalogue;
using Infra.Cli.New.Writing;
using Infra.Findings;

namespace Infra.Cli.New;

/// <summary>How a road is told which GPU it needs.</summary>
internal sealed class GpuOptions
{
    private readonly Option<string?> _model, _share;
    private readonly Option<int> _memory, _count;

    /// <summary>Options for a road that knows some shares.</summary>
    /// <param name="shares">Shares beside MIG profiles.</param>
    public GpuOptions(params string[] shares)
    {
        _model = new("--gpu")
        {
            Description = "GPU, by its model.",
            HelpName = "model",
            CustomParser = given =>
            {
                var word = given.Tokens[0].Value;
                if (!GpuModels.All.ContainsKey(word))
                {
                    given.AddError(
                        $"--gpu: \"{word}\" is not a model.{Spelling.DidYouMean(word, GpuModels.All.Keys)} " +
                        $"Allowed: {string.Join(", ", GpuModels.All.Keys)}.");
                }

                return word;
            },
        };
        _memory = NewOptions.Number("--gpu-memory", "The smallest GPU with so much memory, in GiB.", "GiB", 1, 1000);
        _share = new("--share")
        {
            Description = $"Part of a GPU: {string.Join(", ", shares)}, or a MIG profile such as mig-1g.12gb.",
            HelpName = "share",
            CustomParser = given =>
            {
                var word = given.Tokens[0].Value;
                if (!shares.Contains(word) && !NewOptions.Mig().IsMatch(word))
                {
                    given.AddError(
                        $"--share: \"{word}\" is not a share.{Spelling.DidYouMean(word, shares)} " +
                        $"Allowed: {string.Join(", ", shares)}, mig-<profile> such as mig-1g.12gb.");
                }

                return word;
            },
        };
        _count = NewOptions.Number("--gpu-count", "GPUs of each node.", "number", 1, 64);
        _count.DefaultValueFactory = _ => 1;
    }

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_model, _memory, _share, _count];

    /// <summary>Says what is missing where no GPU is asked for.</summary>
    public void Require(ArgumentResult given)
    {
        if (given.GetResult(_model) is null && given.GetResult(_memory) is null && given.GetResult(_share) is null)
        {
            given.AddError("Which GPU is not said. Give --gpu, --gpu-memory or --share.");
        }
    }

    /// <summary>What is asked for; nothing where no GPU is.</summary>
    public GpuNeed? Of(ParseResult parsed)
    {
        int? memory = parsed.GetResult(_memory) is null ? null : parsed.GetValue(_memory);
        var (model, share) = (parsed.GetValue(_model), parsed.GetValue(_share));
        return model is null && share is null && memory is null ? null : new(model, memory, share, parsed.GetValue(_count));
    }
}
