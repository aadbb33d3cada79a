using Pulumi.Serialization;

namespace Pulumi;

/// <summary>An output whose type is not known at compile time.</summary>
internal interface IOutput
{
    ValueTask<OutputData<object?>> GetDataAsync();
}

/// <summary>An input whose type is not known at compile time.</summary>
internal interface IInput
{
    IOutput ToOutput();

    /// <summary>The value where no part of it is an output, in a form that serialises as the output would.</summary>
    bool TryGetPlain(out object? plain);
}
