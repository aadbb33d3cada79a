using System.Collections.Immutable;
using System.Globalization;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Makes outputs, and outputs of outputs.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) => new(OutputData<T>.Plain(value));

    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    public static Output<T> CreateSecret<T>(T value) => new(OutputData<T>.Plain(value, isSecret: true));

    public static Output<T> CreateSecret<T>(Task<T> value) => Output<T>.Create(value, isSecret: true);

    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return WithIsSecret(value, isSecret: true);
    }

    public static Output<T> Unsecret<T>(Output<T> output) => WithIsSecret(output, isSecret: false);

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.DataAsync().ConfigureAwait(false)).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) =>
        Join([.. inputs.Select(input => (Output<T>)input)]);

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => Join(outputs);

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => Join([.. outputs]);

    public static Output<string> Format(FormattableString formattableString)
    {
        var arguments = formattableString.GetArguments();
        return Output<string>.From(FormatAsync());

        async ValueTask<OutputData<string>> FormatAsync()
        {
            var sum = new OutputSum();
            var values = new object?[arguments.Length];
            for (var i = 0; i < arguments.Length; i++)
            {
                var output = arguments[i] switch
                {
                    IInput input => input.ToOutput(),
                    IOutput given => given,
                    var plain => Create(plain),
                };
                values[i] = sum.Add(await output.GetDataAsync().ConfigureAwait(false));
            }

            var known = sum.With("");
            return known.IsKnown
                ? known.With(string.Format(CultureInfo.InvariantCulture, formattableString.Format, values))
                : known.Unknown<string>();
        }
    }

    internal static Output<T> WithIsSecret<T>(Output<T> output, bool isSecret) =>
        output.Map(data => new OutputData<T>(data.Value, data.Resources, data.IsKnown, isSecret));

    private static Output<ImmutableArray<T>> Join<T>(Output<T>[] outputs)
    {
        return Output<ImmutableArray<T>>.From(JoinAsync());

        async ValueTask<OutputData<ImmutableArray<T>>> JoinAsync()
        {
            var sum = new OutputSum();
            var values = ImmutableArray.CreateBuilder<T>(outputs.Length);
            foreach (var output in outputs)
            {
                values.Add(sum.Add(await output.DataAsync().ConfigureAwait(false)));
            }

            return sum.With(values.MoveToImmutable());
        }
    }
}
