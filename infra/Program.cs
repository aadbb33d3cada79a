using Infra.Planning;
using Infra.Planning.Recording;
using Infra.Rules;
using Infra.Stacks;
using Pulumi;

// The offline plan and its rules come first, also under `pulumi preview` and `pulumi up`: a plan that breaks a rule never reaches a
// provider.
// Without an engine there is no stack to plan; the SDK then says that the Pulumi CLI must start this program.
var inputs = StackInputs.FromEnvironment();
var findings = inputs.Stack.Length == 0 ? [] : (await OfflineEvaluator.EvaluateAsync(inputs)).Findings;

return await Deployment.RunAsync<PlatformStack>(new StackFactory(() =>
{
    // Thrown inside the deployment, the CLI shows the message as the stack's own error and no stack trace.
    if (RuleSet.Report(findings) is { Length: > 0 } errors) throw new RunException(errors);
    foreach (var warning in findings) Log.Warn(warning.ToString());
    return new PlatformStack();
}));
